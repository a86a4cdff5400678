/** Submitting queued messages after their transaction, at most once. */
@NullMarked
package dev.bac.messaging.dispatch;

import org.jspecify.annotations.NullMarked;
