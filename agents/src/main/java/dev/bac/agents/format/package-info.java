/** The YAML format of agents, version 1: reading it with places and suggestions, and lint across the fleet. */
@NullMarked
package dev.bac.agents.format;

import org.jspecify.annotations.NullMarked;
