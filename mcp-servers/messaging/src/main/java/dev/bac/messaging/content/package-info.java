/** What a message can be beside a text: an approved template, a file, a place. */
@NullMarked
package dev.bac.messaging.content;

import org.jspecify.annotations.NullMarked;
