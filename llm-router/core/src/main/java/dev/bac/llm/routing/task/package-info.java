/** What a request demands of a model: its size, its needs, how hard it looks. */
@NullMarked
package dev.bac.llm.routing.task;

import org.jspecify.annotations.NullMarked;
