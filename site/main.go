// Command site builds the web site of the calculator and serves it on this
// machine.
//
//	go run ./site build [-to dist] [-address https://example.org/runway/] [-cases folder]... [-plain]
//	go run ./site serve [-to dist] [-port 8080] [-cases folder]... [-plain]
//
// Pages are written for each case in site/cases, or in the folders named, of which later ones
// replace cases of the same name.
//
// A plain build is for people who debug the calculator: the program keeps the names and
// lines that stack traces show.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"runway/site/slim"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	command := "build"
	if len(args) > 0 {
		command, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet(command, flag.ExitOnError)
	folder := flags.String("to", "dist", "the folder that the site is written to")
	address := flags.String("address", "", "where the site will stand, such as https://example.org/runway/")
	var caseFolders []string
	flags.Func("cases", "a folder of cases in place of site/cases; can be given more than once", func(folder string) error {
		caseFolders = append(caseFolders, folder)
		return nil
	})
	plain := flags.Bool("plain", false, "compile the calculator for debugging, with names and lines in stack traces")
	port := "8080"
	if p := os.Getenv("PORT"); p != "" {
		port = p
	}
	flags.StringVar(&port, "port", port, "the port to serve on, also by PORT in the environment")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 || *folder == "" {
		flags.Usage()
		return fmt.Errorf("%s takes flags only, and -to a folder", command)
	}
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	parts := slim.All
	if *plain {
		parts = 0
	}
	switch command {
	case "build":
		if err := build(root, *folder, *address, parts, caseFolders...); err != nil {
			return err
		}
		fmt.Println("The site is in", *folder)
		if *address == "" {
			fmt.Println("For pictures behind shared links and for oEmbed, say where it will stand: -address https://example.org/runway/")
		}
		return nil
	case "serve":
		listener, err := listen(port)
		if err != nil {
			return err
		}
		if err := build(root, *folder, *address, parts, caseFolders...); err != nil {
			return err
		}
		fmt.Printf("The calculator is at http://%s/ (stop with Ctrl-C)\n", listener.Addr())
		return serve(listener, *folder)
	}
	return fmt.Errorf("unknown command %q: it is build or serve", command)
}

// moduleRoot returns the folder of go.mod.
func moduleRoot() (string, error) {
	file, err := goEnv("GOMOD")
	return filepath.Dir(file), err
}

// goEnv returns a setting of the go command.
func goEnv(name string) (string, error) {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return "", fmt.Errorf("go env %s: %w", name, err)
	}
	return strings.TrimSpace(string(out)), nil
}
