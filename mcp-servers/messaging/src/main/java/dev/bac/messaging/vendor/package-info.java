/** Vendors that carry messages: what we need of them, SMTP and Twilio. */
@NullMarked
package dev.bac.messaging.vendor;

import org.jspecify.annotations.NullMarked;
