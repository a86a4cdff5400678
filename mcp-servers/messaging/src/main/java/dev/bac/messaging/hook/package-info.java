/** Telling a company's own programs over HTTP what became of its messages, signed, until they have taken it. */
@NullMarked
package dev.bac.messaging.hook;

import org.jspecify.annotations.NullMarked;
