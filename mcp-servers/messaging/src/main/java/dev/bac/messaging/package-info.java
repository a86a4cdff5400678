/** TBD */
@NullMarked
package dev.bac.messaging;

import org.jspecify.annotations.NullMarked;
