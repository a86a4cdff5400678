/** A small domain of notes, by which the kit itself is tried. */
@NullMarked
package dev.bac.mcp.notes;

import org.jspecify.annotations.NullMarked;
