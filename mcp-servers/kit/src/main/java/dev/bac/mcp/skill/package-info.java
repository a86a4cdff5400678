/** Skills: how the tools of a domain are used well, as files that a client's model reads (SEP-2640). */
@NullMarked
package dev.bac.mcp.skill;

import org.jspecify.annotations.NullMarked;
