/** The program: everything is wired from here. */
@NullMarked
package dev.bac.orchestrator;

import org.jspecify.annotations.NullMarked;
