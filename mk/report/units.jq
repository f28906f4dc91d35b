# units.jq - numbers for people

# "007" for 7 | padded(3)
def padded($width): tostring | ("0" * ([$width - length, 0] | max) // "") + .;

# 1.5 | fixed(2) is "1.50"
def fixed($places):
  (if . < 0 then "-" else "" end) as $sign
  | (fabs * pow(10; $places) | round) as $whole
  | if $places == 0 then $sign + ($whole | tostring)
    else ($whole | padded($places + 1)) as $digits
    | "\($sign)\($digits[:-$places]).\($digits[-$places:])"
    end;

# how many decimals leave three digits, once rounded
def decimals:
  if . == 0 then 0 else [2 - (fabs * 1.0005 | log10 | floor), 0] | max end;

def prefixes($unit):
  if $unit == "s" then [[1, "s"], [1e-3, "ms"], [1e-6, "µs"], [1e-9, "ns"]]
  elif $unit == "B" then
    [[1099511627776, "TiB"], [1073741824, "GiB"], [1048576, "MiB"], [1024, "KiB"], [1, "B"]]
  elif $unit == "B/s" then [[1e9, "GB/s"], [1e6, "MB/s"], [1e3, "kB/s"], [1, "B/s"]]
  elif $unit == "%" then [[1, "%"]]
  else ($unit | ltrimstr("1")) as $rest
    | [[1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""]] | map([.[0], .[1] + $rest])
  end;

# the largest prefix that leaves at least one digit before the point
def prefix($unit):
  fabs as $value | prefixes($unit)
  | first(.[] | select($value >= 0.9995 * .[0])) // .[-1];

def joined($number; $unit): if $unit == "" then $number else "\($number) \($unit)" end;

# 0.00137 | humane("s") is "1.37 ms"
def humane($unit):
  if . == null then "unknown"
  elif . == 0 then joined("0"; $unit | ltrimstr("1"))
  elif $unit == "1" and fabs < 1e4 and . == floor then tostring
  elif $unit == "B" and fabs < 1024 then "\(round) B"
  else prefix($unit) as [$factor, $name]
    | . / $factor
    | joined(fixed(if fabs >= 999.5 then 0 else decimals end); $name)
  end;

# two values in the unit of the larger, with a digit more if they are close; whole numbers have none
def humane_range($lo; $hi; $unit):
  ([$lo, $hi] | map(fabs) | max) as $large
  | ($large | prefix($unit)) as [$factor, $name]
  | ($large / $factor | decimals) as $places
  | (if $factor == 1 and ($lo | floor) == $lo and ($hi | floor) == $hi then 0
     elif ($hi - $lo) / $factor < 2 * pow(10; -$places) then $places + 1 else $places end) as $places
  | joined("\($lo / $factor | fixed($places))–\($hi / $factor | fixed($places))"; $name);

# "×35.2 (34.1–36.0)"
def humane_ratio($lo; $hi):
  if . == null then "none"
  else decimals as $places
    | if $lo == null then "×\(fixed($places))"
      else (if $hi - $lo < 2 * pow(10; -$places) then $places + 1 else $places end) as $places
        | "×\(fixed($places)) (\($lo | fixed($places))–\($hi | fixed($places)))"
      end
  end;

# 336776 | grouped is "336,776"
def grouped:
  tostring | if length > 3 then (.[:-3] | grouped) + "," + .[-3:] else . end;

# seconds as an age
def humane_age:
  if . == null then "unknown"
  elif . < 90 then "\([floor, 0] | max) s"
  elif . < 5400 then "\(. / 60 | floor) min"
  elif . < 172800 then "\(. / 3600 | floor) h"
  else "\(. / 86400 | floor) d"
  end;

def capitalised: (.[:1] | ascii_upcase) + .[1:];

def plural($one): if . == 1 then "1 \($one)" else "\(.) \($one)s" end;

# "a, b and c"
def listed:
  if length < 2 then .[0] // "" else "\(.[:-1] | join(", ")) and \(.[-1])" end;

def seconds_since_1970: .[:19] + "Z" | fromdateiso8601;

# seconds since 1970 as "2026-11-21 07:30 UTC"
def date_and_time: if . == null then "unknown" else floor | strftime("%Y-%m-%d %H:%M UTC") end;
