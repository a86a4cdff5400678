/** The process is killed while it writes. */
@NullMarked
package dev.bac.orchestrator.crash;

import org.jspecify.annotations.NullMarked;
