/** Reads files and cuts them into passages. */
@NullMarked
package dev.bac.knowledge.file;

import org.jspecify.annotations.NullMarked;
