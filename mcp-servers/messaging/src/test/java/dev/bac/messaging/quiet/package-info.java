@NullMarked
package dev.bac.messaging.quiet;

import org.jspecify.annotations.NullMarked;
