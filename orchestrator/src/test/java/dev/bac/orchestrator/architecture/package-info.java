/** Keeps the arrows of ARCHITECTURE.md and the form of the sources. */
@NullMarked
package dev.bac.orchestrator.architecture;

import org.jspecify.annotations.NullMarked;
