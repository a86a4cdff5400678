/** TBD */
@NullMarked
package dev.bac.agents;

import org.jspecify.annotations.NullMarked;
