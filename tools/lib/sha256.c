/* sha256.c - the SHA-256 of a file (FIPS 180-4)
 *
 * The constants are the first 32 bits of the fractional parts of the square
 * roots of the first 8 primes, and of the cube roots of the first 64 (5.3.3 and
 * 4.2.2 of the standard). */

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "sha256.h"

enum { BLOCK = 64 };

static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
    0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static const uint32_t constant[64] = {0x428a2f98, 0x71374491, 0xb5c0fbcf,
    0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
    0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
    0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c,
    0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee,
    0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t
rotate(uint32_t x, int by)
{
	return x >> by | x << (32 - by);
}

/* 6.2.2: the message schedule w, and 64 steps */
static void
add_block(uint32_t hash[8], const unsigned char block[BLOCK])
{
	uint32_t w[64], s[8];

	memcpy(w, block, BLOCK);
	for (int t = 0; t < 16; t++)
		w[t] = be32toh(w[t]);
	for (int t = 16; t < 64; t++) {
		uint32_t x = w[t - 15], y = w[t - 2];

		w[t] = w[t - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) +
		       w[t - 7] + (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
	}
	memcpy(s, hash, sizeof s);
	for (int t = 0; t < 64; t++) {
		uint32_t a = s[0], e = s[4];
		uint32_t choice = (e & s[5]) ^ (~e & s[6]);
		uint32_t majority = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
		uint32_t one = s[7] +
			       (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
			       choice + constant[t] + w[t];
		uint32_t two =
		    (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;

		memmove(s + 1, s, 7 * sizeof *s);
		s[4] += one;
		s[0] = one + two;
	}
	for (int i = 0; i < 8; i++)
		hash[i] += s[i];
}

int
sha256_stream(FILE *f, char text[SHA256_TEXT])
{
	unsigned char block[2 * BLOCK];
	uint32_t hash[8];
	uint64_t bytes = 0, bits;
	size_t got, end;

	memcpy(hash, initial, sizeof hash);
	while ((got = fread(block, 1, BLOCK, f)) == BLOCK) {
		add_block(hash, block);
		bytes += got;
	}
	if (ferror(f))
		return -1;
	/* 5.1.1: a one bit, zeros, and the length in bits end a block */
	bits = htobe64((bytes + got) * 8);
	end = got < BLOCK - 8 ? BLOCK : sizeof block;
	memset(block + got, 0, sizeof block - got);
	block[got] = 0x80;
	memcpy(block + end - sizeof bits, &bits, sizeof bits);
	for (size_t i = 0; i < end; i += BLOCK)
		add_block(hash, block + i);
	for (int i = 0; i < 8; i++)
		sprintf(text + 8 * (size_t)i, "%08x", hash[i]);
	return 0;
}
