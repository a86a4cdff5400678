/** Vendors that fail in every way, to count what the router makes of it. */
@NullMarked
package dev.bac.orchestrator.faults;

import org.jspecify.annotations.NullMarked;
