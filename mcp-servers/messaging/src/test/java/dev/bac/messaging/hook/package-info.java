@NullMarked
package dev.bac.messaging.hook;

import org.jspecify.annotations.NullMarked;
