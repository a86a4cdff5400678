/** Companies, people, memberships and credentials, and the entrances that make a Caller of them. */
@NullMarked
package dev.bac.orchestrator.access;

import org.jspecify.annotations.NullMarked;
