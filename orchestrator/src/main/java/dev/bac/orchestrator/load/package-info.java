/** A vendor that answers as told and callers that ask at a given pace, each a process of its own, for benchmarks. */
@NullMarked
package dev.bac.orchestrator.load;

import org.jspecify.annotations.NullMarked;
