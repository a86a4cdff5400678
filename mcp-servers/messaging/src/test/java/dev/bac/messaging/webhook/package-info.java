@NullMarked
package dev.bac.messaging.webhook;

import org.jspecify.annotations.NullMarked;
