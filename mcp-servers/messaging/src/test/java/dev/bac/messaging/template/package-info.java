@NullMarked
package dev.bac.messaging.template;

import org.jspecify.annotations.NullMarked;
