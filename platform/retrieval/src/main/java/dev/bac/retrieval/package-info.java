/** TBD */
@NullMarked
package dev.bac.retrieval;

import org.jspecify.annotations.NullMarked;
