/** What both interfaces share: reading requests, writing answers and events, refusals, who is let in. */
@NullMarked
package dev.bac.llm.gateway.web;

import org.jspecify.annotations.NullMarked;
