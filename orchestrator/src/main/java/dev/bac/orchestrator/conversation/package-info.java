/** Conversations: transcript, event stream, and the runs that answer. */
@NullMarked
package dev.bac.orchestrator.conversation;

import org.jspecify.annotations.NullMarked;
