@org.jspecify.annotations.NullMarked
package dev.bac.messaging.due;
