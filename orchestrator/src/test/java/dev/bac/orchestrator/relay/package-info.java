/** Events at a real broker. */
@NullMarked
package dev.bac.orchestrator.relay;

import org.jspecify.annotations.NullMarked;
