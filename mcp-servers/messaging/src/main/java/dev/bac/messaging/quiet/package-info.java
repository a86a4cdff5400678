/** When people may be written to, by their own clocks. */
@NullMarked
package dev.bac.messaging.quiet;

import org.jspecify.annotations.NullMarked;
