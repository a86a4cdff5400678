/** What models' answers took lately, measured here and kept apart from vendors' facts. */
@NullMarked
package dev.bac.llm.routing.live;

import org.jspecify.annotations.NullMarked;
