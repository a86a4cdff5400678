/** Which companies have something to do now, asked once for all of them. */
@NullMarked
package dev.bac.messaging.due;

import org.jspecify.annotations.NullMarked;
