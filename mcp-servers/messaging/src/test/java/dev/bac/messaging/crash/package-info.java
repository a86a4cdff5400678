@NullMarked
package dev.bac.messaging.crash;

import org.jspecify.annotations.NullMarked;
