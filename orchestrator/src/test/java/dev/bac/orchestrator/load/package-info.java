/** What measures must not break when what it measures does. */
@NullMarked
package dev.bac.orchestrator.load;

import org.jspecify.annotations.NullMarked;
