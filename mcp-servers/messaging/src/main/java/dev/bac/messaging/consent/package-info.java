/** Who has opted out of messages. */
@NullMarked
package dev.bac.messaging.consent;

import org.jspecify.annotations.NullMarked;
