/** Letting clients in on a user's behalf: OAuth 2.1 as MCP wants it, or somebody else's issuer in its place. */
@NullMarked
package dev.bac.orchestrator.oauth;

import org.jspecify.annotations.NullMarked;
