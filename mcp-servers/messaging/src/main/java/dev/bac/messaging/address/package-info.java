/** Telephone numbers and e-mail addresses messages go to. */
@NullMarked
package dev.bac.messaging.address;

import org.jspecify.annotations.NullMarked;
