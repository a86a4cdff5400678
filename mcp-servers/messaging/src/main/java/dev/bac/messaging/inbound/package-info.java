/** What people write to us. */
@NullMarked
package dev.bac.messaging.inbound;

import org.jspecify.annotations.NullMarked;
