@NullMarked
package dev.bac.messaging.inbound;

import org.jspecify.annotations.NullMarked;
