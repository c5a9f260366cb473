# shellcheck shell=bash
# authorities.sh: a certification authority, its status responder and
# time-stamping authorities, all made on the spot by openssl and served on the
# loopback (authority.pl). Sourced by tests; $work is their folder.
#
#   start_authorities        CA "ca", responder /ocsp, TSA root "tsaroot"
#   issue NAME EXT DAYS      key and certificate NAME below ca; NAME.pem: with ca
#   make_tsa NAME DAYS EXT   a time-stamping authority at $url/NAME
#   make_list NAME ...       the CA's revocation list NAME.crl
#   make_report              a report of the smallest golden submission: report/
#   stop_authorities

: "${work:?}"
: "${entente:=}" "${suite:=}"
auth=

make_ec_key() { # NAME
	openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
		-out "$work/$1.key" 2>/dev/null
}

make_root() { # NAME
	make_ec_key "$1"
	openssl req -new -x509 -key "$work/$1.key" -subj "/O=Example/CN=$1" \
		-days 14600 -addext "keyUsage=critical,keyCertSign,cRLSign" \
		-out "$work/$1.crt" 2>/dev/null
}

start_authorities() {
	auth=$work/auth
	mkdir -p "$auth"
	perl reports/stamp/tests/authority.pl "$auth" &
	authority_pid=$!
	for _ in $(seq 100); do
		[ -s "$auth/port" ] && break
		sleep 0.05
	done
	url=http://127.0.0.1:$(cat "$auth/port")
	make_root ca
	make_root tsaroot
	: >"$work/index"
	echo unique_subject=no >"$work/index.attr"
	cat >"$work/ca.cnf" <<-CNF
		[ca]
		default_ca = it
		[it]
		database = $work/index
		new_certs_dir = $work
		rand_serial = yes
		default_md = sha256
		policy = any
		[any]
		O = optional
		CN = supplied
		[seal]
		keyUsage = critical,digitalSignature,nonRepudiation
		[named]
		keyUsage = critical,digitalSignature,nonRepudiation
		authorityInfoAccess = OCSP;URI:$url/ocsp
		[listed]
		keyUsage = critical,digitalSignature,nonRepudiation
		crlDistributionPoints = URI:$url/crl
		[elsewhere_listed]
		keyUsage = critical,digitalSignature,nonRepudiation
		crlDistributionPoints = URI:ldap://127.0.0.1:1/x
		[partial]
		issuingDistributionPoint = critical,@partial_point
		[partial_point]
		fullname = URI:$url/crl
		[indirect]
		issuingDistributionPoint = critical,@indirect_point
		[indirect_point]
		indirectCRL = TRUE
		[qualified]
		keyUsage = critical,digitalSignature,nonRepudiation
		authorityInfoAccess = OCSP;URI:$url/ocsp
		1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:qc
		[qc]
		a = SEQUENCE:qc_compliance
		b = SEQUENCE:qc_type
		[qc_compliance]
		id = OID:0.4.0.1862.1.1
		[qc_type]
		id = OID:0.4.0.1862.1.6
		types = SEQUENCE:qc_types
		[qc_types]
		t = OID:0.4.0.1862.1.6.2
		[responder]
		keyUsage = critical,digitalSignature
		extendedKeyUsage = OCSPSigning
		[stamps_named]
		keyUsage = critical,digitalSignature
		extendedKeyUsage = critical,timeStamping
		authorityInfoAccess = OCSP;URI:$url/ocsp
		[stamps]
		keyUsage = critical,digitalSignature
		extendedKeyUsage = critical,timeStamping
	CNF
	issue responder responder 3650
	responder_sh ocsp responder
}

# What the CA says of all its certificates: NAME.crl, PEM.
make_list() { # NAME OPTIONS...
	local name=$1
	shift
	openssl ca -gencrl -config "$work/ca.cnf" -cert "$work/ca.crt" \
		-keyfile "$work/ca.key" -out "$work/$name.crl" "$@" 2>/dev/null
}

# The responder at /NAME signs with KEY.
responder_sh() { # NAME KEY OPTIONS...
	local name=$1 key=$2
	shift 2
	echo application/ocsp-response >"$auth/$name.type"
	cat >"$auth/$name.sh" <<-SH
		openssl ocsp -index "$work/index" -CA "$work/ca.crt" \
			-rsigner "$work/$key.crt" -rkey "$work/$key.key" \
			-reqin "$auth/$name.req" -respout "$auth/$name.resp" $* \
			>/dev/null 2>&1
	SH
}

issue() { # NAME EXTENSIONS DAYS
	make_ec_key "$1"
	openssl req -new -key "$work/$1.key" -subj "/O=Example/CN=$1" \
		-out "$work/$1.csr" 2>/dev/null
	openssl ca -batch -notext -config "$work/ca.cnf" -cert "$work/ca.crt" \
		-keyfile "$work/ca.key" -in "$work/$1.csr" -days "$3" -extensions "$2" \
		-out "$work/$1.crt" 2>/dev/null
	cat "$work/$1.crt" "$work/ca.crt" >"$work/$1.pem"
}

# The time-stamping authority at /NAME has the key and certificate NAME.
serve_tsa() { # NAME ISSUER [ess_cert_id_alg]
	echo 01 >"$work/$1.serial"
	cat >"$work/$1.cnf" <<-CNF
		[tsa]
		default_tsa = it
		[it]
		serial = $work/$1.serial
		signer_cert = $work/$1.crt
		certs = $work/$2.crt
		signer_key = $work/$1.key
		signer_digest = sha256
		default_policy = 1.2.3.4.1
		digests = sha256, sha384, sha512
		accuracy = secs:1
		ess_cert_id_chain = no
		ess_cert_id_alg = ${3:-sha256}
	CNF
	echo application/timestamp-reply >"$auth/$1.type"
	cat >"$auth/$1.sh" <<-SH
		openssl ts -reply -config "$work/$1.cnf" -queryfile "$auth/$1.req" \
			-out "$auth/$1.resp" >/dev/null 2>&1
	SH
}

# One below tsaroot, or another root; nobody says whether it is revoked.
make_tsa() { # NAME DAYS EXTENSIONS [ess_cert_id_alg] [root]
	local root=${5:-tsaroot}
	make_ec_key "$1"
	openssl req -new -key "$work/$1.key" -subj "/O=Example/CN=$1" \
		-out "$work/$1.csr" 2>/dev/null
	openssl x509 -req -in "$work/$1.csr" -CA "$work/$root.crt" \
		-CAkey "$work/$root.key" -set_serial "0x$(openssl rand -hex 8)" \
		-days "$2" -extfile "$work/ca.cnf" -extensions "$3" \
		-out "$work/$1.crt" 2>/dev/null
	serve_tsa "$1" "$root" "${4:-sha256}"
}

# By $entente, of $suite@1.0.0.
make_report() {
	local golden=fixtures/golden/forged-1
	mkdir "$work/submission"
	cp "$golden/good.vcf.gz" "$work/submission/calls.vcf.gz"
	cp "$golden/good.vcf.gz.tbi" "$work/submission/calls.vcf.gz.tbi"
	"$entente" -q pack "$work/submission" --suite "$suite@1.0.0" \
		--vendor Example --product Caller --product-version 1 --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
	"$entente" -q run "$suite@1.0.0" "$work/submission" -o "$work/report" \
		>/dev/null || [ $? -le 3 ]
}

stop_authorities() {
	[ -z "${authority_pid:-}" ] || kill "$authority_pid" 2>/dev/null || true
}
