// serve - the built dashboard on 127.0.0.1
// usage: serve FOLDER PORT
console.log(process.argv.slice(2).join(" "));
