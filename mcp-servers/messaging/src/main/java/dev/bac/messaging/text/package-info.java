/** What a text costs to send. */
@NullMarked
package dev.bac.messaging.text;

import org.jspecify.annotations.NullMarked;
