/** What vendors tell us over HTTP: who it is really from, and what it says. */
@NullMarked
package dev.bac.messaging.webhook;

import org.jspecify.annotations.NullMarked;
