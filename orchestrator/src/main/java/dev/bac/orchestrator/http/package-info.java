/** The HTTP API: one resource a file, errors mapped in one place. */
@NullMarked
package dev.bac.orchestrator.http;

import org.jspecify.annotations.NullMarked;
