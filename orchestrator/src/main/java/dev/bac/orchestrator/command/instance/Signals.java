package dev.bac.orchestrator.command.instance;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals that end the process, taken before the JVM begins to end. At its end the JVM runs all shutdown hooks at once,
 * among them that of the embedder's native library, which takes the library away from under a running call: the process
 * dies of it before what is open is closed. By reflection, for {@code sun.misc.Signal} cannot be named without a
 * warning; where it is missing, shutdown hooks are all there is.
 */
public final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> ENDING = List.of("TERM", "INT", "HUP");

    private Signals() {}

    /**
     * Has this run, with the signal's number, in a thread of its own.
     *
     * @return puts back what was there before
     */
    public static Runnable on(IntConsumer work) {
        var before = new LinkedHashMap<Object, Object>();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Method number = signal.getMethod("getNumber");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            work.accept((int) number.invoke(arguments[0]));
                            yield null;
                        }
                        case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "ending signals";
                    });
            for (var name : ENDING) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                before.put(one, handle.invoke(null, one, ours));
            }
            return () -> restore(handle, before);
        } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
            LOG.debug("signals go to the shutdown hooks only", unavailable);
            return () -> {};
        }
    }

    private static void restore(Method handle, Map<Object, Object> before) {
        before.forEach((signal, handler) -> {
            try {
                handle.invoke(null, signal, handler);
            } catch (ReflectiveOperationException gone) {
                LOG.debug("a signal keeps its handler", gone);
            }
        });
    }
}
