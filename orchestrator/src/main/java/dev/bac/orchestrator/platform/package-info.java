/** Puts the one process together, by constructors, from PostgreSQL up to the HTTP server. */
@NullMarked
package dev.bac.orchestrator.platform;

import org.jspecify.annotations.NullMarked;
