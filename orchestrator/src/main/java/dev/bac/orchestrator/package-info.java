/** TBD */
@NullMarked
package dev.bac.orchestrator;

import org.jspecify.annotations.NullMarked;
