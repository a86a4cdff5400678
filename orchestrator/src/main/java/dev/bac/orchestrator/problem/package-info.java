/** What can go wrong for whoever calls, with stable codes. */
@NullMarked
package dev.bac.orchestrator.problem;

import org.jspecify.annotations.NullMarked;
