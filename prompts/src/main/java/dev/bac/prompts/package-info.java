/** TBD */
@NullMarked
package dev.bac.prompts;

import org.jspecify.annotations.NullMarked;
