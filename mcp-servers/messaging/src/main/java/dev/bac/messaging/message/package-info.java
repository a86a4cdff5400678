/** Messages, their states and the tools that queue and list them. */
@NullMarked
package dev.bac.messaging.message;

import org.jspecify.annotations.NullMarked;
