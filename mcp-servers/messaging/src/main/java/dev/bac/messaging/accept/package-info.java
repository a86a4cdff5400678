/** Takes messages to be sent, durably, many at once. */
@NullMarked
package dev.bac.messaging.accept;

import org.jspecify.annotations.NullMarked;
