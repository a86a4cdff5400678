@NullMarked
package dev.bac.messaging.campaign;

import org.jspecify.annotations.NullMarked;
