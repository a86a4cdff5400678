package dev.bac.orchestrator.activation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A PKCS #10 request (RFC 2986) for a certificate of one host name, with a fresh P-256 key; the name stands in the
 * subject and in the subject alternative name (RFC 5280, 4.2.1.6), where authorities look.
 *
 * @param request PEM
 * @param key PKCS #8 PEM, secret
 */
record CertificateRequest(String request, String key) {
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final int DNS_NAME = 0x82;
    private static final int LONGEST_COMMON_NAME = 64;

    /** Makes a key and the request for it. */
    static CertificateRequest of(String host) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] info = info(host, pair.getPublic().getEncoded());
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(info);
            byte[] request = Der.sequence(info, Der.sequence(Der.oid(ECDSA_WITH_SHA256)), Der.bits(signature.sign()));
            return new CertificateRequest(
                    pem("CERTIFICATE REQUEST", request),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    private static byte[] info(String host, byte[] publicKey) {
        // A common name has at most 64 characters; a longer host stands in the alternative name alone.
        byte[] subject = host.length() > LONGEST_COMMON_NAME
                ? Der.sequence()
                : Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(host))));
        byte[] names = Der.sequence(Der.tagged(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
        byte[] extensions = Der.sequence(Der.sequence(Der.oid(SUBJECT_ALTERNATIVE_NAME), Der.octets(names)));
        byte[] attributes = Der.tagged(0xA0, Der.sequence(Der.oid(EXTENSION_REQUEST), Der.set(extensions)));
        return Der.sequence(Der.zero(), subject, publicKey, attributes);
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
