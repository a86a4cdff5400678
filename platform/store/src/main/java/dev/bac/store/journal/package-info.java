/** What makes a run durable: a journal of intents and results, leases with a fence, and work scheduled for later. */
@NullMarked
package dev.bac.store.journal;

import org.jspecify.annotations.NullMarked;
