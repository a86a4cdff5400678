/** Events of the domains, told to others as they happen. */
@NullMarked
package dev.bac.orchestrator.relay;

import org.jspecify.annotations.NullMarked;
