@NullMarked
package dev.bac.knowledge;

import org.jspecify.annotations.NullMarked;
