/** A whole platform for tests: real PostgreSQL, real HTTP, a scripted model. */
@NullMarked
package dev.bac.orchestrator.testing;

import org.jspecify.annotations.NullMarked;
